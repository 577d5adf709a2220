"""A return in full, as its body would submit it, and the statement of assurance that can be made of it: worded once,
for every voice.

What is claimed, what others looked at, what shows it and what is not known stand apart. What is concluded of an answer
is concluded in ``s11.standing.answers``; what is lacking is worded where ``coverage`` words it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from s11.english import join_words, number_of, state_words
from s11.plan import (
    SELF,
    Assessment,
    Challenge,
    GivenGrade,
    Person,
    Standard,
    StandardList,
)
from s11.plan.assessments import ChallengeView
from s11.standing.answers import (
    ACTION_STATES,
    ActionState,
    AnswerAction,
    AnswerStanding,
    ReturnStanding,
)
from s11.view.assessment_records import (
    NOT_SAID,
    ActionShown,
    Amended,
    AnswerShown,
    AssessmentPage,
    AssurancePage,
    ChallengeShown,
    Claims,
    EvidenceShown,
    EvidenceSums,
    GradeGiven,
    LeftOutOfReturns,
    PointShown,
    QuestionShown,
    ScaleWord,
    Signature,
    TakenTo,
    ViewShown,
)
from s11.view.counts import Head
from s11.view.coverage_gaps import GRADE_WORDS, CellCase, Found, gaps_in_cell, gaps_in_return, gathered, worst_first
from s11.view.labels import lead_view
from s11.when import Month, Timescale, day_words, on_day

DUTY_WORDS = {
    "children-act-2004-11": "Children Act 2004, section 11",
    "education-act-2002-175": "Education Act 2002, section 175",
    "education-act-2002-157": "Education Act 2002, section 157",
    "childcare-act-2006-40": "Childcare Act 2006, section 40",
    "care-act-2014": "Care Act 2014",
}
DEFAULT_DUTY = "children-act-2004-11"
ACTION_WORDS: Mapping[ActionState, str] = {
    "late": "late",
    "undated": "no date",
    "open": "open, and not late",
    "done": "done",
    "ended": "ended without being done",
    "proposed": "still to be agreed",
    "missing": "not to be found in the plans",
    "unread": "not read: how it stands is not known",
}
LEFT_OUT_HERE = "left out of this copy"
SUPPORT_WORDS = {"yes": "bears it out", "partly": "bears it out in part", "no": "says otherwise", "": ""}
POINT_WORDS = {True: "met", False: "not met", None: NOT_SAID}


class Withheld(NamedTuple):
    """What a copy for the public leaves out of one return: pieces of evidence by standard, and addresses of actions."""

    evidence: Mapping[str, int] = {}
    actions: frozenset[str] = frozenset()
    notes: tuple[str, ...] = ()


class Around(NamedTuple):
    """What every page of one run is made with."""

    head: Head
    audience: str
    rules: str
    left_out: LeftOutOfReturns | None = None


def assessment_page(
    seen: ReturnStanding, listed: StandardList | None, around: Around, withheld: Withheld = Withheld()
) -> AssessmentPage:
    """A return in words."""
    return _Page(seen, listed, around, withheld).page()


def assurance_page(pages: Sequence[AssessmentPage], around: Around) -> AssurancePage:
    """What can be stated to whoever must be assured, of one return or of several."""
    names = list(dict.fromkeys(page.organisation for page in pages))
    title = f"Statement of assurance: {pages[0].called}" if len(pages) == 1 else "Statement of assurance"
    return AssurancePage(
        around.head, around.audience, around.rules, title, _finding(pages, names), tuple(pages), around.left_out
    )


def _finding(pages: Sequence[AssessmentPage], names: Sequence[str]) -> str:
    if len(pages) == 1:
        (one,) = pages
        return one.finding
    asked = sum(one.claims.asked for one in pages)
    others = sum(one.claims.others for one in pages)
    sent = sum(not one.sent.startswith("Not ") for one in pages)
    signed = len(pages) - sum(any(not each.done for each in one.signatures) for one in pages)
    lower = sum(one.claims.lower for one in pages)
    return (
        f"{number_of(len(pages), 'return')} of {number_of(len(names), 'body', 'bodies')}: {sent} sent, {signed} with "
        f"every signature recorded. Of {number_of(asked, 'answer')} that the lists ask for, others graded {others}, "
        f"{lower} of them lower than the body itself; of the other {asked - others} nobody else says whether they hold."
    )


class _Page:
    def __init__(self, seen: ReturnStanding, listed: StandardList | None, around: Around, withheld: Withheld):
        self.seen, self.listed, self.around, self.withheld = seen, listed, around, withheld
        self.of: Assessment = seen.assessment
        self.day = seen.vantage.as_of
        self.public = around.audience == "public"

    def page(self) -> AssessmentPage:
        answers = tuple(self._answer(one) for one in self.seen.answers)
        claims = self._claims(answers)
        signatures = tuple(self._signatures())
        evidence = _sums(answers)
        actions = self._action_counts()
        sent = self._sent()
        return AssessmentPage(
            head=self.around.head,
            audience=self.around.audience,
            rules=self.around.rules,
            id=self.of.id,
            title=self.of.title,
            organisation=self.of.organisation,
            unit=self.of.unit,
            facts=tuple((label, value) for label, value in self._facts() if value),
            sent=sent,
            claims=claims,
            whole=tuple(self._grade(one, None) for one in self.of.grades if self._by_the_day(self.of.day_of(one))),
            claimed=tuple(self._claimed(claims)),
            looked=tuple(self._looked(claims)),
            found=tuple(
                self._looked_and_found(one)
                for one in self.of.challenges
                if self._by_the_day(one.date) and self._found_by(one)
            ),
            shown=tuple(self._shown(evidence)),
            doing=_doing(actions),
            not_known=tuple(self._not_known(answers, signatures)),
            signatures=signatures,
            signed=_signed(signatures),
            scale=tuple(self._scale()),
            bands=tuple(
                f"{band.first:g} to {band.last:g} per cent: {band.label + ': ' if band.label else ''}"
                f"{GRADE_WORDS[band.means]}"
                for band in self.of.bands
            ),
            impact=tuple((key, one.label or NOT_SAID) for key, one in self.of.impact.items()),
            challenges=tuple(self._challenge(one) for one in self.of.challenges if self._by_the_day(one.date)),
            answers=answers,
            evidence=evidence,
            actions=actions,
            amended=tuple(
                Amended(one.date, self._person(one.by) if one.by else NOT_SAID, one.about, one.why)
                for one in self.of.amendments
                if self._by_the_day(one.date)
            ),
            taken=tuple(
                TakenTo(one.to, one.date, one.anonymous, one.report)
                for one in self.of.reported
                if self._by_the_day(one.date)
            ),
            plans=self.of.plans,
            no_evidence=self.of.no_evidence,
            note=self.of.note,
            left_out=self.around.left_out,
        )

    def _by_the_day(self, day: date | None) -> bool:
        """Whether something had happened by the day that is asked about; what has no day had."""
        return day is None or day <= self.day

    # the cover

    def _facts(self) -> Iterator[tuple[str, str]]:
        of = self.of
        yield "Body", of.organisation
        yield "Part of it", of.unit
        yield "Kind of body", state_words(of.kind) if of.kind else ""
        yield "Duty", join_words([DUTY_WORDS[one] for one in of.under or (DEFAULT_DUTY,)])
        yield "For", join_words(list(of.boards)) if of.boards else NOT_SAID
        yield "Answers", self._list_words()
        yield "Asked for", _when(of.cycle)
        yield "This time", of.round
        yield "Speaks for", day_words(of.as_at) if of.as_at is not None else NOT_SAID
        yield "Due", _when(of.due) or (day_words(self.seen.due) if self.seen.due is not None else NOT_SAID)
        yield "Return", _small(self._sent().rstrip("."))
        yield "The board reports", _when(of.report_due)
        yield "Taken from", _source(of)
        yield "Marking", of.marking

    def _list_words(self) -> str:
        listed = self.listed
        if listed is None:
            return f"{self.of.standards} (a list that was not read)" if self.of.standards else NOT_SAID
        edition = listed.edition if listed.edition and listed.edition not in listed.title else ""
        return f"{listed.title}, {edition}" if edition else listed.title

    def _sent(self) -> str:
        seen, sent = self.seen, self.of.submitted
        least = "at least " if isinstance(seen.sent, Month) else ""
        due = f", {least}{number_of(seen.days_late, 'day')} after it was due" if seen.state == "late" else ""
        if seen.sent is not None and sent is not None:
            part = " before it was complete" if sent.incomplete else ""
            in_time = ", in time" if seen.state == "in_time" else ""
            return f"Sent {on_day(seen.sent)}{part}{due}{in_time}."
        if seen.state == "missing" and seen.due is not None:
            return f"Not sent: it was due {on_day(seen.due)}, {number_of(seen.days_late, 'day')} ago."
        if seen.state == "not_due" and seen.due is not None:
            return f"Not sent yet: it is due {on_day(seen.due)}."
        return "Not said to be sent."

    def _signatures(self) -> Iterator[Signature]:
        sent = self.of.submitted if self.seen.sent is not None else None
        day = self.seen.sent
        by = sent.by if sent is not None else ""
        yield Signature("Sent by", self._person(by) or NOT_SAID, day, bool(by))
        if sent is not None and sent.substitute:
            yield Signature("Answers questions where that person cannot", self._person(sent.substitute), None, True)
        signed = sent.signed_by if sent is not None else ()
        for key in signed:
            # on which day somebody signed is not among what a return holds
            yield Signature("Signed by", self._person(key), None, True)
        for key in self.of.to_sign:
            if key not in signed:
                yield Signature("To be signed by", self._person(key), None, False)
        if not signed and not self.of.to_sign:
            yield Signature("Signed by", NOT_SAID, None, False)
        approved = sent.approved if sent is not None else None
        if approved is not None and self._by_the_day(approved.date):
            yield Signature("Approved by", self._person(approved.by), approved.date, True)
        else:
            yield Signature("Approved by", NOT_SAID, None, False)

    def _person(self, key: str) -> str:
        person: Person | None = self.of.people.get(key)
        if person is None or person.group:
            return (person.name or key) if person is not None else key
        return ", ".join(word for word in (person.name, person.post) if word) or key

    # what is claimed

    def _claims(self, answers: Sequence[AnswerShown]) -> Claims:
        counts = dict.fromkeys((*GRADE_WORDS.values(), *_UNGRADED), 0)
        asked = [(one, shown) for one, shown in zip(self.seen.answers, answers, strict=True) if shown.asked]
        for one, shown in asked:
            counts[_claim(one, shown)] += 1
        given = [one for one, _ in asked if one.moderated is not None]
        steps = [one.difference or 0 for one in given]
        return Claims(len(asked), counts, len(given), sum(step > 0 for step in steps), sum(step < 0 for step in steps))

    def _claimed(self, claims: Claims) -> Iterator[str]:
        graded = any(one.own is not None for one in self.seen.answers)
        whole = [one for one in self.of.grades if one.by == SELF and self._by_the_day(self.of.day_of(one))]
        for one in whole:
            grade = self._grade(one, None)
            when = f" {on_day(one.date)}" if one.date is not None else ""
            yield f"{self.of.organisation} graded the whole {grade.said}{when}."
        if graded or not whole:
            yield f"By {self.of.organisation} itself, {claims.own_words}."
        elif claims.asked:
            them = "the one standard" if claims.asked == 1 else f"any of the {claims.asked} standards"
            yield f"It did not grade {them} by itself: the grade of the whole is none of them."

    def _looked(self, claims: Claims) -> Iterator[str]:
        whole = [
            f"{_capital(self._by(one.by))} graded the whole {self._grade(one, None).said}"
            f"{f' {on_day(one.date)}' if one.date is not None else ''}."
            for one in self.of.grades
            if one.by != SELF and self._by_the_day(self.of.day_of(one))
        ]
        yield " ".join((*whole, claims.others_words))
        for challenge in self.of.challenges:
            if self._by_the_day(challenge.date):
                yield self._looked_and_found(challenge)
        if not self.of.challenges:
            yield "Nobody else is recorded as having looked at this return: nothing in it is confirmed."

    def _looked_and_found(self, challenge: Challenge) -> str:
        return f"{self._looked_at(challenge)} {self._found_by(challenge)}".rstrip()

    def _found_by(self, challenge: Challenge) -> str:
        """Of how many standards a challenge that gave no grade said something; '' where it graded, or said nothing."""
        graded = any(one.by == challenge.id for one in self.of.given() if self._by_the_day(self.of.day_of(one)))
        standards = {view.standard for view in challenge.says if view.standard}
        if graded or not standards:
            return ""
        return f"It gave no grade, and said something of {len(standards)}."

    def _looked_at(self, challenge: Challenge, called: str = "") -> str:
        if not called:
            called = _capital(self._called(challenge))
            if challenge.date is not None and day_words(challenge.date) not in called:
                called = f"{called} of {day_words(challenge.date)}"
        standards = [one for one in self.seen.answers if one.listed is not None or one.answer is not None]
        counts = {word: 0 for word in ("looked_at", "not_looked_at", "not_said")}
        for one in standards:
            counts[self.of.looked_at(challenge, one.standard, self.seen.vantage.as_of)] += 1
        total = number_of(len(standards), "standard")
        if not counts["looked_at"]:
            return (
                f"{called} does not say which of {total} it looked at."
                if counts["not_said"]
                else (f"{called} looked at none of {total}.")
            )
        if counts["not_looked_at"]:
            return (
                f"{called} looked at {counts['looked_at']} of {total}, and not at the other {counts['not_looked_at']}."
            )
        if counts["not_said"]:
            return f"{called} spoke of {counts['looked_at']} of {total}; whether it looked at the others is not said."
        return f"{called} looked at all of {total}."

    def _shown(self, sums: EvidenceSums) -> Iterator[str]:
        if not sums.pieces:
            yield "No evidence is named." if not sums.left_out else "No evidence that may be shown here is named."
        else:
            pieces = number_of(sums.pieces, "piece of evidence", "pieces of evidence")
            newest = f", the newest of {day_words(sums.newest)}" if sums.newest is not None else ""
            undated = ""
            if sums.undated:
                undated = "; none has a day" if sums.undated == sums.pieces else f"; {sums.undated} without a day"
            yield f"{pieces} under {number_of(sums.standards, 'standard')}{newest}{undated}."
            effect = (
                "None says what became different for children."
                if not sums.effects
                else f"{_few(sums.effects, sums.pieces)} what became different for children."
            )
            yield effect
            if sums.recurring:
                yield f"{_few(sums.recurring, sums.pieces)} how often it comes about."
        if self.of.no_evidence:
            yield f"Why none is sent: {_stopped(self.of.no_evidence)}"
        if sums.left_out:
            yield f"{number_of(sums.left_out, 'piece of evidence', 'pieces of evidence')} marked as sensitive left out."

    # what is not known

    def _not_known(self, answers: Sequence[AnswerShown], signatures: Sequence[Signature]) -> Iterator[str]:
        for of_return in gaps_in_return(self.seen):
            yield _capital(f"{of_return.sentence}.")
        if self.of.as_at is None and self.seen.sent is None:
            yield "For which day it speaks is not said."
        if not self.of.scale and not self.of.bands:
            graded = any(self.of.given())
            yield (
                "What its grades mean is not said: it has no scale."
                if graded
                else "It has no scale, and grades nothing."
            )
        if any(not one.label for one in self.of.impact.values()):
            yield "What its levels of impact mean is not said."
        for one in signatures:
            if not one.done:
                who = f" {one.who}" if one.who != NOT_SAID else ""
                yield f"{one.part}{who}: not recorded."
        every = [each for one in self.seen.answers for each in self._gaps_of(one)]
        for gap in worst_first(gathered("", "", every)):
            several = len(gap.standards) > 1
            yield f"{'Standards' if several else 'Standard'} {join_words(gap.standards)}: {gap.said}."

    def _gaps_of(self, one: AnswerStanding) -> list[Found]:
        case = CellCase(
            one.standard,
            one,
            None,
            len(self.seen.answers),
            self.seen.sent is not None,
            not self.public,
        )
        return list(gaps_in_cell(case))

    # one answer

    def _answer(self, one: AnswerStanding) -> AnswerShown:
        answer, listed = one.answer, one.listed
        groups = self.listed.groups if self.listed is not None else {}
        left_out = self.withheld.evidence.get(one.standard, 0)
        given = answer.grades if answer is not None else ()
        grades = [grade for grade in given if self._by_the_day(self.of.day_of(grade))]
        return AnswerShown(
            standard=one.standard,
            text=listed.text if listed is not None else "",
            group=groups.get(listed.group, listed.group) if listed is not None else "",
            paragraph=listed.paragraph if listed is not None else "",
            own=self._grade(one.own.given, listed) if one.own is not None else None,
            others=self._grade(one.moderated.given, listed) if one.moderated is not None else None,
            grades=tuple(self._grade(grade, listed) for grade in grades),
            looked=tuple(self._looked_here(each.challenge, each.looked, one) for each in one.looked),
            points=tuple(self._points(one)),
            said=answer.text if answer is not None else "",
            not_applicable=answer.not_applicable if answer is not None else "",
            evidence=tuple(
                EvidenceShown(
                    at,
                    piece.text,
                    piece.dated,
                    piece.frequency,
                    piece.link,
                    piece.held,
                    self._impact(piece.impact),
                    piece.effect,
                    piece.example,
                )
                for at, piece in enumerate(answer.evidence if answer is not None else (), 1)
                if any(piece is each for each in one.evidence) and not (self.public and piece.sensitive)
            ),
            evidence_left_out=left_out,
            strengths=answer.strengths if answer is not None else (),
            gaps=answer.gaps if answer is not None else (),
            actions=tuple(self._action(each) for each in one.actions),
            none=answer.none if answer is not None else "",
            views=tuple(self._view(challenge, view) for challenge, view in one.views),
            questions=tuple(
                QuestionShown(self._by(each.by), each.text, each.date, each.action, each.answer)
                for each in one.questions
            ),
            unchanged_since=one.carried_since,
            note=answer.note if answer is not None else "",
            answered=one.is_answered,
            asked=one.applies is not False or one.is_answered,
            open=tuple(_capital(f"{each.sentence}.") for each in self._gaps_of(one)),
        )

    def _grade(self, given: GivenGrade, listed: Standard | None) -> GradeGiven:
        means = self.of.means(given.grade)
        entry = self.of.entry(given.grade)
        descriptors = listed.descriptors if listed is not None else {}
        return GradeGiven(
            self._by(given.by),
            given.by == SELF,
            given.grade,
            GRADE_WORDS[means] if means is not None else "",
            given.date,
            given.why,
            descriptors.get(given.grade, ""),
            (entry.colour if entry is not None else "") or given.grade,
        )

    def _by(self, id: str) -> str:
        if id == SELF:
            return "the body itself"
        challenge = self.of.challenge(id)
        return self._called(challenge) if challenge is not None else f"‘{id}’, which is nobody that is named here"

    def _called(self, challenge: Challenge) -> str:
        """'the peer review'; with its day where another was of the same kind."""
        kind = state_words(challenge.how)
        called = kind if challenge.how == "young_people" else f"the {kind}"
        several = sum(one.how == challenge.how for one in self.of.challenges) > 1
        return f"{called} of {day_words(challenge.date)}" if several and challenge.date is not None else called

    def _looked_here(self, challenge: Challenge, looked: str, one: AnswerStanding) -> str:
        called = _capital(self._called(challenge))
        if looked == "not_said":
            return f"{called}: whether it looked at this is not said."
        if looked == "not_looked_at":
            return f"{called} did not look at this."
        given = one.answer.grades if one.answer is not None else ()
        graded = [each for each in given if each.by == challenge.id and self._by_the_day(self.of.day_of(each))]
        return f"{called} looked at this." if graded else f"{called} looked at this, and gave no grade."

    def _points(self, one: AnswerStanding) -> Iterator[PointShown]:
        answered = {point.id: point for point in one.answer.points} if one.answer is not None else {}
        of_list = {
            point.id: point
            for point in (one.listed.points if one.listed is not None else ())
            if point.id in answered or not point.applies_to or self.of.kind in point.applies_to
        }
        if not answered:
            return
        for id in dict.fromkeys((*of_list, *answered)):
            point = answered.get(id)
            text = of_list[id].text if id in of_list else ""
            yield PointShown(id, text, POINT_WORDS[point.met if point else None], point.note if point else "")

    def _impact(self, level: str) -> str:
        held = self.of.impact.get(level)
        return f"{level}: {held.label}" if held is not None and held.label else level

    def _action(self, one: AnswerAction) -> ActionShown:
        standing = one.standing
        if one.address in self.withheld.actions:
            return ActionShown("", "", LEFT_OUT_HERE, "", None, 0, (), True)
        if standing is None:
            return ActionShown(one.address, "", ACTION_WORDS[one.state], "", None, 0, ())
        leads = tuple(lead_view(standing.plan, key).words for key in standing.lead)
        return ActionShown(
            one.address,
            standing.action.text,
            ACTION_WORDS[one.state],
            standing.checked,
            standing.due,
            standing.days_late,
            leads,
        )

    def _view(self, challenge: Challenge, view: ChallengeView) -> ViewShown:
        return ViewShown(self._called(challenge), view.standard, view.question, SUPPORT_WORDS[view.supports], view.text)

    # what stands beside

    def _scale(self) -> Iterator[ScaleWord]:
        given = [self.of.entry(one.grade) for one in self.of.given() if self._by_the_day(self.of.day_of(one))]
        for key, entry in self.of.scale.items():
            written = sum(one is entry for one in given)
            yield ScaleWord(key, GRADE_WORDS[entry.means], entry.label, entry.needs, entry.colour or key, written)

    def _challenge(self, one: Challenge) -> ChallengeShown:
        asked = (
            f"{one.answered:,} of {one.asked:,} answered"
            if one.answered is not None and one.asked is not None
            else f"{one.answered:,} answered; how many were asked is not said"
            if one.answered is not None
            else f"{one.asked:,} were asked; how many answered is not said"
            if one.asked is not None
            else ""
        )
        by = tuple(self._person(key) for key in one.by)
        views = tuple(self._view(one, view) for view in one.says)
        called, looked = _capital(self._called(one)), self._looked_at(one, "It")
        return ChallengeShown(called, one.date, by, one.of, asked, looked, views, one.report, one.note)

    def _action_counts(self) -> dict[str, int]:
        """Each action once, however many standards name it."""
        states: dict[str, ActionState] = {}
        for one in self.seen.answers:
            states |= {each.address: each.state for each in one.actions}
        gone = [address for address in states if address in self.withheld.actions]
        here = [state for address, state in states.items() if address not in self.withheld.actions]
        counts = {ACTION_WORDS[state]: here.count(state) for state in ACTION_STATES}
        return counts | ({LEFT_OUT_HERE: len(gone)} if gone else {})


_UNGRADED = ("graded with a word that its scale does not have", "answered without a grade", "not answered")


def _claim(one: AnswerStanding, shown: AnswerShown) -> str:
    """Under which of the counts an answer stands."""
    if one.not_applicable:
        return GRADE_WORDS["not_applicable"]
    if one.own is not None:
        return GRADE_WORDS[one.own.means] if one.own.means is not None else _UNGRADED[0]
    return _UNGRADED[1] if shown.answered else _UNGRADED[2]


def _sums(answers: Sequence[AnswerShown]) -> EvidenceSums:
    pieces = [piece for one in answers for piece in one.evidence]
    days = [piece.date for piece in pieces if piece.date is not None]
    return EvidenceSums(
        len(pieces),
        sum(piece.date is None for piece in pieces),
        sum(bool(piece.effect) for piece in pieces),
        sum(bool(piece.frequency) for piece in pieces),
        max(days, key=date.toordinal, default=None),
        sum(bool(one.evidence) for one in answers),
        sum(one.evidence_left_out for one in answers),
    )


def _signed(signatures: Sequence[Signature]) -> str:
    """'Signed by the chief executive; approved by: not recorded.'"""
    signed = [one.who for one in signatures if one.part == "Signed by" and one.done]
    missing = [one.who for one in signatures if one.part == "To be signed by"]
    approved = [one.who for one in signatures if one.part == "Approved by" and one.done]
    phrases = [f"Signed by {join_words(signed)}" if signed else "No signature is recorded"]
    phrases += [f"not signed by {join_words(missing)}"] if missing else []
    phrases += [f"approved by {join_words(approved)}" if approved else "that a body approved it is not recorded"]
    return f"{'; '.join(phrases)}."


def _doing(actions: Mapping[str, int]) -> str:
    total = sum(actions.values())
    if not total:
        return "It names no action."
    phrases = [f"{count} {state}" for state, count in actions.items() if count]
    return f"It names {number_of(total, 'action')}: {'; '.join(phrases)}."


def _when(timescale: Timescale | None) -> str:
    """The words of a timescale as they stand, and whether they can be read in one way only."""
    if timescale is None:
        return ""
    known = timescale.certain and timescale.kind != "unreadable"
    return timescale.text if known else f"{timescale.text} (how these words are to be read is not certain)"


def _source(of: Assessment) -> str:
    if of.source is None:
        return ""
    day = day_words(of.source.date) if of.source.date is not None else ""
    return ", ".join(part for part in (of.source.document, of.source.body, day) if part)


def _few(count: int, total: int) -> str:
    if count == total:
        return "It says" if total == 1 else f"All {total} say"
    return f"{count} of them {'says' if count == 1 else 'say'}"


def _small(text: str) -> str:
    return text[:1].lower() + text[1:]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _stopped(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else f"{text}."
